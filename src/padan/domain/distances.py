"""How far two words are apart: bounded edit distance and Jaro-Winkler likeness."""


def edits(a: str, b: str, limit: int = 2) -> int:
    """Insertions, deletions, replacements and exchanges of neighbours between two words.

    Counts up to `limit`; anything further apart gives `limit + 1`. Meant for limits up to 2: the search
    follows every way to spend the edits, which is quicker than a table for short words and few edits.
    """
    if a == b:
        return 0
    if limit <= 0 or abs(len(a) - len(b)) > limit:
        return limit + 1
    start, end_a, end_b = 0, len(a), len(b)
    while start < end_a and start < end_b and a[start] == b[start]:
        start += 1
    while end_a > start and end_b > start and a[end_a - 1] == b[end_b - 1]:
        end_a -= 1
        end_b -= 1
    a, b = a[start:end_a], b[start:end_b]
    if not a or not b:
        return len(a) + len(b)
    if limit == 1:
        return 1 if len(a) == len(b) == 1 or (len(a) == 2 and a == b[::-1]) else 2
    return 1 + min(_ways(a, b, limit - 1))


def _ways(a: str, b: str, left: int) -> tuple[int, ...]:
    ways = (edits(a[1:], b[1:], left), edits(a[1:], b, left), edits(a, b[1:], left))
    if len(a) > 1 and len(b) > 1 and a[0] == b[1] and a[1] == b[0]:
        return (*ways, edits(a[2:], b[2:], left))
    return ways


def jaro_winkler(a: str, b: str) -> float:
    """Likeness from 0 to 1 (Winkler 1990): letters in common near the same place, a shared start counting more."""
    if a == b:
        return 1.0
    if not a or not b:
        return 0.0
    reach = max(0, max(len(a), len(b)) // 2 - 1)
    taken: list[str | None] = list(b)
    mine = []
    where = []
    for i, letter in enumerate(a):
        for j in range(max(0, i - reach), min(len(b), i + reach + 1)):
            if taken[j] == letter:
                taken[j] = None
                mine.append(letter)
                where.append(j)
                break
    common = len(mine)
    if not common:
        return 0.0
    moved = sum(x != b[j] for x, j in zip(mine, sorted(where), strict=True)) / 2
    jaro = (common / len(a) + common / len(b) + (common - moved) / common) / 3
    prefix = next((i for i in range(min(4, len(a), len(b))) if a[i] != b[i]), min(4, len(a), len(b)))
    return jaro + prefix * 0.1 * (1 - jaro)

"""An indicator for the walk of rights."""

from cast import Cast
from rights_samples import Sample


def samples(cast: Cast) -> dict[str, Sample]:
    """The pages of what is monitored are everybody's; the indicator is a shipped one."""
    one = Sample({"key": "protected"})
    return {
        "monitoring:indicator": one,
        "monitoring:indicator_change": one,
        "monitoring:indicator_retire": one,
        "monitoring:target_set": one,
    }

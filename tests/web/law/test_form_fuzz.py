"""Whatever is typed into the form of a rule, it answers with a sentence or takes a value that the domain takes too."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from stating import basis

from padan.domain.law import KINDS, faults_of
from padan.web.law.forms import RuleForm
from thorough import examples

TYPED = st.one_of(
    st.sampled_from(
        ["", "0", "1", "12,5", "30", "10.000.000", "-1", "ya", "spj", "kelurahan", "bpu", "jkk", "1=4; 2=3"]
    ),
    st.text(max_size=12),
)


@pytest.mark.django_db
@settings(max_examples=examples(10, 30))
@given(data=st.data(), key=st.sampled_from(sorted(KINDS)))
@pytest.mark.one_database
def test_no_input_breaks_a_form(data: st.DataObject, key: str) -> None:
    names = [name for name in RuleForm(KINDS[key]).fields if name != "basis"]
    typed = data.draw(st.dictionaries(st.sampled_from(names), TYPED, max_size=len(names)))
    form = RuleForm(KINDS[key], {"first_day": "2026-07-01", "certain": "ya", **typed, "basis": str(basis().pk)})
    if form.is_valid():
        assert not faults_of(key, form.stated().value)
    else:
        assert all(str(message) for messages in form.errors.values() for message in messages)

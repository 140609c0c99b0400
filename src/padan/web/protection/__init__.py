"""People across lists and years, who is proposed, whether they may be, and how far their enrolment is."""

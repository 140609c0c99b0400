"""What the law says, as data: legal bases and the rules that hang on them, each from a day until a day."""

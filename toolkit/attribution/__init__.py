"""Attribution: who is said to have said what; the model, the rules, and the spans they find."""

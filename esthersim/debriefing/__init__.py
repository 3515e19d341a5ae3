"""What did it mean? Findings, guides, reflection, action plan and follow-up: views of a run's journal."""

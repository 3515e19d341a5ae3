"""The debriefing: findings, guides, reflection, action plan and follow-up, all derived from a run's journal."""

"""What is a scenario? Model, conditions, loading with line and column, problems, the graph."""

"""What does the way look like? One layout, the rail, drawn as text and as SVG; and the charts of a report."""

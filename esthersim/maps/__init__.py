"""What does the way look like? Rail and swimlane: one layout each, as text, SVG and HTML; Mermaid, DOT; the charts."""

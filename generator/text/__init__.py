"""The one gate for contributed text; numbers, dates and units in words."""

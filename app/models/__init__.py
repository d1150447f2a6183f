"""What a report is: values with no behaviour of their own."""

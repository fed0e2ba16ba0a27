"""UMI – uppmärksamhetsinformation: the closed national list, what was asked and answered, the cards that are out."""

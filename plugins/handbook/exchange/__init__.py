"""Journeys into files of other programs, and out of them: workbooks, BPMN, pictures, and the way back."""

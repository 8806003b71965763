from .form import FormVersion
from .sheet import Answer, AnswerSheet, Attachment

__all__ = ["Answer", "AnswerSheet", "Attachment", "FormVersion"]

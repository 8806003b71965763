from .action import MeetingAction
from .apology import Apology
from .feedback import Feedback
from .group import Group, Member
from .kept import FOLDER, Kept, unguessable
from .meeting import Attendance, Meeting, MeetingState
from .paper import MeetingPaper
from .project import Project, Resource
from .sign_up import SignUp, SignUpState

__all__ = [
    "FOLDER",
    "Apology",
    "Attendance",
    "Feedback",
    "Group",
    "Kept",
    "Meeting",
    "MeetingAction",
    "MeetingPaper",
    "MeetingState",
    "Member",
    "Project",
    "Resource",
    "SignUp",
    "SignUpState",
    "unguessable",
]

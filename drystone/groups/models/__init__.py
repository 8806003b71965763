from .group import Group, Member
from .meeting import Attendance, Meeting, MeetingState
from .project import Project, Resource

__all__ = ["Attendance", "Group", "Meeting", "MeetingState", "Member", "Project", "Resource"]

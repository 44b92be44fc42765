"""Nothing of this floor is in Django's admin: at «structure only» staff learn nothing about a
person's goals and promises, not even that there are some."""

from accounts.admin import keep_from_staff

keep_from_staff(
    "ask",
    "asking",
    "commitment",
    "consent",
    "draft",
    "goal",
    "milestone",
    "plan",
    "progress",
    "shelf",
    "win",
)

"""`{% url %}` as Django has it, without working out anew what was worked out before."""

from __future__ import annotations

from typing import Any

from django.template import Context, Library
from django.template.base import Parser, Token
from django.template.defaulttags import URLNode
from django.template.defaulttags import url as of_django
from django.urls import NoReverseMatch
from django.utils.html import conditional_escape

from accounts.addresses import address

register = Library()


class AddressNode(URLNode):
    def render(self, context: Context) -> Any:
        if self.kwargs:
            return super().render(context)
        args = [arg.resolve(context) for arg in self.args]
        try:
            found = address(self.view_name.resolve(context), *args)
        except NoReverseMatch:
            if self.asvar is None:
                raise
            found = ""
        if self.asvar is None:
            return conditional_escape(found) if context.autoescape else found
        context[self.asvar] = found
        return ""


@register.tag
def url(parser: Parser, token: Token) -> AddressNode:
    node = of_django(parser, token)
    return AddressNode(node.view_name, node.args, node.kwargs, node.asvar)

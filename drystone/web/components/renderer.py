"""How Django prints a form by itself, as in `{{ form }}`: with the same fields as everywhere else."""

from django.forms.renderers import DjangoTemplates


class GovukForms(DjangoTemplates):
    form_template_name = "forms/form.html"
    field_template_name = "forms/field.html"

from dataclasses import dataclass
from pathlib import Path

import jinja2
import pytest

import macem

PACKAGE = Path(macem.__file__).parent


@dataclass
class Child:
    name: str = "Robin"


def test_a_name_the_view_never_passed_is_refused(draw):
    for source in (
        "{{ chidl }}",
        "{% if chidl %}{% endif %}",
        "{{ chidl.name }}",
        "{% for x in chidl %}{% endfor %}",
    ):
        with pytest.raises(jinja2.UndefinedError):
            draw(source)


def test_an_attribute_the_presenter_hasn_t_got_is_refused(draw):
    assert draw("{{ child.name }}", child=Child()) == "Robin"
    for source in ("{{ child.nmae }}", "{% if child.nmae %}{% endif %}", "{{ child.nmae.first }}"):
        with pytest.raises(jinja2.UndefinedError):
            draw(source, child=Child())


def test_a_missing_key_of_a_dict_is_quiet(draw):
    assert draw("{{ d.x }}{{ d.x.y.z }}{% if d.x %}x{% endif %}", d={}) == ""


def test_asking_whether_a_name_is_there(draw):
    assert draw("{{ chidl is defined }} {{ chidl | default('none') }}") == "False none"


def test_text_is_escaped(draw):
    assert draw("{{ ui.tag(words) }}", words="<script>") == (
        '<strong class="govuk-tag govuk-tag--blue">&lt;script&gt;</strong>'
    )


def test_addresses_and_translations(draw):
    assert draw('{{ static("macem/macem.css") }}').endswith(".css")
    assert draw("{% trans who=name %}Hello {{ who }}{% endtrans %}", name="<b>") == "Hello &lt;b&gt;"
    assert draw("{{ _('Hello %(who)s', who=name) }}", name="<b>") == "Hello &lt;b&gt;"


def test_every_component_of_the_design_system_loads(env):
    names = [
        name for name in env.loader.list_templates() if name.startswith("govuk_frontend_jinja/components/")
    ]
    assert len(names) >= 30
    for name in names:
        assert env.get_template(name).module


def templates():
    return sorted(PACKAGE.glob("*/templates/**/*.jinja"))


@pytest.mark.parametrize("path", templates(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_no_template_holds_inline_script_or_style(path):
    import re

    text = path.read_text("utf-8")
    assert not re.search(r"<style|\sstyle\s*=|\son[a-z]+\s*=\s*[\"']|javascript:", text, re.IGNORECASE)
    for script in re.findall(r"<script[^>]*>(?:.*?)</script>", text, re.DOTALL):
        assert re.fullmatch(r"<script[^>]*\ssrc=[^>]*></script>", script)
    assert not re.search(r"(?:href|src|action)=\"https?:", text), "no outside address"


@pytest.mark.parametrize("path", templates(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_only_written_words_are_translated(path):
    """A translated string counts as safe: what a user typed must never be one."""
    import re

    assert not re.search(r"(?<![\w.])_\(\s*[^\"'\s]", path.read_text("utf-8"))

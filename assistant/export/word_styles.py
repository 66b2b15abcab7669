"""How an exported Word file looks: page, fonts, language, and the styles of its own."""

from __future__ import annotations

from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.styles.style import CharacterStyle, ParagraphStyle

from assistant.export.word_xml import element
from corpus.texts import export as texts

# Word has Arial everywhere, and LibreOffice a font of the same widths.
FONT = "Arial"
TEXT_WIDTH_CM = 16.0
HANGING = Cm(1.1)
ACCENT, GREY, WARNING = RGBColor(0x1F, 0x3A, 0x4D), RGBColor(0x4B, 0x4B, 0x4B), RGBColor(0x8A, 0x1F, 0x11)
# Name, size in pt, space before and after in pt.
_HEADINGS = (("Title", 20, 0, 6), ("Heading 1", 14, 20, 7), ("Heading 2", 11.5, 13, 5))


def style(document: WordDocument) -> None:
    """Set up an empty document of python-docx."""
    # Older ones make Word open the file in its compatibility mode.
    for setting in document.settings.element.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), "15")
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.5)
    section.top_margin = section.bottom_margin = Cm(2.4)
    _drop_table_styles(document)
    _set_language(document)
    normal = _paragraph_style(document, "Normal", 10.5)
    normal.paragraph_format.space_after, normal.paragraph_format.line_spacing = Pt(7), 1.15
    normal.paragraph_format.widow_control = True
    for name, size, before, after in _HEADINGS:
        heading = _paragraph_style(document, name, size)
        heading.font.bold, heading.font.color.rgb = True, ACCENT
        heading.paragraph_format.space_before, heading.paragraph_format.space_after = Pt(before), Pt(after)
        heading.paragraph_format.keep_with_next = True
    for border in document.styles["Title"].element.iter(qn("w:bottom")):
        border.set(qn("w:color"), str(ACCENT))
    subtitle = _paragraph_style(document, "Subtitle", 10)
    subtitle.font.italic, subtitle.font.bold, subtitle.font.color.rgb = False, False, GREY
    items = _paragraph_style(document, "List Bullet", 10.5)
    items.paragraph_format.space_after = Pt(4)
    for crowded in items.element.pPr.findall(qn("w:contextualSpacing")):
        items.element.pPr.remove(crowded)
    footer = _paragraph_style(document, "Footer", 8.5)
    footer.font.color.rgb = GREY
    footer.paragraph_format.tab_stops.clear_all()
    footer.paragraph_format.tab_stops.add_tab_stop(Cm(TEXT_WIDTH_CM), WD_TAB_ALIGNMENT.RIGHT)
    _add_own(document)


def _drop_table_styles(document: WordDocument) -> None:
    """The template has a hundred that nobody uses here, and they slow down every look-up of a style."""
    kept = document.styles.default(WD_STYLE_TYPE.TABLE)
    for table_style in [found for found in document.styles if found.type == WD_STYLE_TYPE.TABLE]:
        if table_style.style_id != kept.style_id:
            table_style.delete()


def _set_language(document: WordDocument) -> None:
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), "de-DE")
    settings = document.settings.element
    for language in settings.iter(qn("w:themeFontLang")):
        language.set(qn("w:val"), "de-DE")
    # The schema fixes the order of these elements, and Word refuses files that break it.
    settings.insert_element_before(element("autoHyphenation", val="true"), "w:characterSpacingControl")


def _paragraph_style(document: WordDocument, name: str, size: float) -> ParagraphStyle:
    """A style of the template in our font instead of its theme's, and not spaced out."""
    found: ParagraphStyle = document.styles[name]
    found.font.name, found.font.size = FONT, Pt(size)
    fonts = found.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in [key for key in fonts.attrib if "heme" in key]:
        del fonts.attrib[theme]
    for spaced in found.element.rPr.findall(qn("w:spacing")):
        found.element.rPr.remove(spaced)
    return found


def _add_own(document: WordDocument) -> None:
    mark = _new_character(document, texts.STYLE_MARK)
    mark.font.superscript, mark.font.color.rgb = True, ACCENT
    unproven = _new_character(document, texts.STYLE_UNPROVEN)
    unproven.font.bold, unproven.font.color.rgb = True, WARNING
    notice = _new_paragraph(document, texts.STYLE_NOTICE)
    notice.font.bold = True
    notice.paragraph_format.left_indent = notice.paragraph_format.right_indent = Cm(0.3)
    borders = element("pBdr")
    borders.append(element("left", val="single", sz="18", space="8", color=str(ACCENT)))
    properties = notice.element.get_or_add_pPr()
    properties.insert_element_before(borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc")
    properties.insert_element_before(
        element("shd", val="clear", color="auto", fill="EDF1F4"), "w:tabs", "w:spacing", "w:ind", "w:jc"
    )
    source = _new_paragraph(document, texts.STYLE_SOURCE)
    source.paragraph_format.left_indent, source.paragraph_format.first_line_indent = HANGING, -HANGING
    source.paragraph_format.tab_stops.add_tab_stop(HANGING)
    source.paragraph_format.space_before, source.paragraph_format.space_after = Pt(8), Pt(2)
    source.paragraph_format.keep_with_next = True
    quote = _new_paragraph(document, texts.STYLE_QUOTE)
    quote.paragraph_format.left_indent, quote.paragraph_format.space_after = HANGING, Pt(2)
    caution = _new_paragraph(document, texts.STYLE_CAUTION)
    caution.paragraph_format.left_indent, caution.paragraph_format.space_after = HANGING, Pt(2)
    caution.font.bold, caution.font.color.rgb = True, WARNING
    cell = _new_paragraph(document, texts.STYLE_CELL)
    cell.font.size = Pt(9)
    cell.paragraph_format.space_before = cell.paragraph_format.space_after = Pt(2)
    cell.paragraph_format.line_spacing = 1.0


def _new_character(document: WordDocument, name: str) -> CharacterStyle:
    new: CharacterStyle = document.styles.add_style(name, WD_STYLE_TYPE.CHARACTER)
    return new


def _new_paragraph(document: WordDocument, name: str) -> ParagraphStyle:
    new: ParagraphStyle = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    new.base_style = document.styles["Normal"]
    return new

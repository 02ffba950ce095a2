"""What people call the columns of a table of articles, in the languages of those who keep them."""

from functools import cache

from index.folding import fold_text

# In each line, the surer name comes first.
_NAMES = {
    "text": "text fulltext articletext articlebody body content maintext article story contents "
    "متن مواد مضمون مندرجات النص نص المحتوى محتوى محتوا متن‌خبر текст содержание контент पाठ सामग्री लेख "
    "description summary abstract خلاصہ ملخص چکیده описание सारांश",
    "title": "title headline heading head subject عنوان سرخی شہ‌سرخی العنوان تیتر заголовок название शीर्षक",
    "published": "published datepublished publishedat publisheddate publicationdate publishdate pubdate date datetime "
    "created createdat timestamp تاریخ تاریخ‌اشاعت تاریخ‌انتشار التاریخ تاریخ‌النشر дата датапубликации दिनांक तारीख तिथि",
    "author": "author authors byline writer creator by مصنف لکھاری نویسنده الكاتب كاتب المؤلف مؤلف автор लेखक",
    "url": "url link href uri sourceurl permalink canonical ربط لنک لینک پیوند نشانی الرابط رابط ссылка адрес लिंक कड़ी",
}


def find_field(name: str) -> str | None:
    """The field of an article that a column or key of this name holds."""
    found = _ranks().get(name_key(name))
    return found[0] if found else None


def find_columns(names: list[str]) -> dict[str, list[str]]:
    """Field → those of `names` that hold it, the surest first."""
    columns: dict[str, list[tuple[int, str]]] = {}
    for name in names:
        if found := _ranks().get(name_key(name)):
            field, rank = found
            columns.setdefault(field, []).append((rank, name))
    return {field: [name for _, name in sorted(found)] for field, found in columns.items()}


@cache
def _ranks() -> dict[str, tuple[str, int]]:
    return {name_key(name): (field, rank) for field, names in _NAMES.items() for rank, name in enumerate(names.split())}


def name_key(name: str) -> str:
    """The same for names that differ in spelling, case or punctuation only."""
    return "".join(char for char in fold_text(name) if char.isalnum() or "\u0900" <= char < "\u0980")

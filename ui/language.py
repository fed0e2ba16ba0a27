"""Swedish in what the toolkit itself says: dates, numbers, its dialogs and menus."""

from functools import cache

from PySide6.QtCore import QCoreApplication


@cache
def speak_swedish() -> None:
    """From now on the toolkit speaks Swedish. Its languages are many and slow to load: not before the first picture."""
    from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator

    QLocale.setDefault(QLocale("sv_SE"))
    translator = QTranslator(QCoreApplication.instance())
    if translator.load("qtbase_sv", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        QCoreApplication.installTranslator(translator)

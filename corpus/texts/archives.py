"""Sentences about ZIP archives and the files in them."""

# About an archive as a whole
DAMAGED = (
    "Das Archiv „{name}“ ist beschädigt oder unvollständig. "
    "Bitte laden Sie es noch einmal herunter oder packen Sie die Dokumente neu."
)
TOO_MANY = (
    "Das Archiv „{name}“ hat ein zu großes Inhaltsverzeichnis und wird nicht geöffnet: Möglich sind {most} Dateien. "
    "Bitte teilen Sie es in mehrere Archive auf."
)
PASSWORD = (
    "Das Archiv „{name}“ ist mit einem Kennwort geschützt. "
    "Bitte packen Sie die Dokumente ohne Kennwort und nehmen Sie das Archiv erneut auf."
)
NOTHING_IN_IT = (
    "Im Archiv „{name}“ liegt kein Dokument, das aufgenommen werden kann. "
    "Bitte prüfen Sie, ob es das richtige Archiv ist."
)
ONE_LEFT_OUT = "1 weitere Datei im Archiv wurde ausgelassen, weil sie kein lesbares Dokument ist."
LEFT_OUT = "{count} weitere Dateien im Archiv wurden ausgelassen, weil sie keine lesbaren Dokumente sind."

# About one file in an archive
UNSAFE_PATH = (
    "„{name}“ hat im Archiv einen unzulässigen Pfad, der aus dem Archiv hinausführt oder unerlaubte Zeichen enthält. "
    "Bitte packen Sie das Dokument neu."
)
NOT_A_FILE = (
    "„{name}“ ist im Archiv nur eine Verknüpfung und keine Datei. Bitte packen Sie das Dokument selbst in das Archiv."
)
MEMBER_PASSWORD = (
    "„{name}“ ist im Archiv mit einem Kennwort geschützt. "
    "Bitte packen Sie das Dokument ohne Kennwort und nehmen Sie das Archiv erneut auf."
)
UNKNOWN_PACKING = (
    "„{name}“ ist mit einem Verfahren gepackt, das nicht gelesen werden kann. "
    "Bitte packen Sie das Dokument als gewöhnliches ZIP oder nehmen Sie es einzeln auf."
)
CONTRADICTORY = (
    "Die Angaben des Archivs zu „{name}“ widersprechen sich, wie es nur in beschädigten oder böswilligen Archiven "
    "vorkommt. Bitte packen Sie das Dokument neu oder nehmen Sie es einzeln auf."
)
MEMBER_DAMAGED = "„{name}“ ist im Archiv beschädigt. Bitte packen Sie das Dokument neu oder nehmen Sie es einzeln auf."
MEMBER_TOO_LARGE = (
    "„{name}“ ist ausgepackt größer als {limit} MB. "
    "Bitte teilen Sie das Dokument auf und nehmen Sie die Teile einzeln auf."
)
TOO_TIGHTLY_PACKED = (
    "„{name}“ ist ungewöhnlich stark gepackt und wird deshalb nicht ausgepackt. "
    "Bitte nehmen Sie das Dokument einzeln auf."
)
TOO_LARGE_TOGETHER = (
    "„{name}“ wurde nicht ausgepackt, weil die Dokumente des Archivs zusammen größer als {limit} MB sind. "
    "Bitte teilen Sie das Archiv auf."
)
ARCHIVE_IN_ARCHIVE = (
    "„{name}“ ist ein Archiv im Archiv und wird nicht geöffnet. Bitte nehmen Sie dieses Archiv einzeln auf."
)

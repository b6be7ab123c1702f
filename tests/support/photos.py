"""Photos as phones take them, made for tests: with a place, a device, a small picture inside, and more."""

import io
import struct
import zlib
from collections.abc import Callable

import pillow_heif
from PIL import Image, ImageCms

PLACE = b"GPSLatitude"
SERIAL = b"SERIAL-0815-MARKED"
DEVICE = b"MarkedPhone 12"
XMP = (
    b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    b'<rdf:Description exif:GPSLatitude="48,12.345N" tiff:Make="' + DEVICE + b'"/></rdf:RDF></x:xmpmeta>'
)
SECRETS = (PLACE, SERIAL, DEVICE, XMP, b"ns.adobe.com")


def picture(width: int = 96, height: int = 64, *, mode: str = "RGB") -> Image.Image:
    """Draw something that compresses like a photo: soft, and never the same twice in a row."""
    red = Image.linear_gradient("L").resize((width, height))
    green = Image.radial_gradient("L").resize((width, height))
    blue = Image.effect_noise((width, height), 60)
    return Image.merge("RGB", (red, green, blue)).convert(mode)


def small_picture() -> bytes:
    """Return the JPEG that cameras put inside Exif."""
    file = io.BytesIO()
    picture(16, 12).save(file, "JPEG", comment=b"THUMBNAIL-MARKED")
    return file.getvalue()


def exif(*, orientation: int = 1, has_place: bool = True, order: str = "<", has_small_picture: bool = True) -> bytes:
    """Return a TIFF as Exif holds it: device, place, serial number, small picture."""
    make, serial = DEVICE + b"\0", SERIAL + b"\0"
    count = 3 + has_place
    small = small_picture() if has_small_picture else b""
    data_at = 8 + 2 + 12 * count + 4
    gps_at = data_at + len(make) + len(serial)
    gps = struct.pack(f"{order}HHHI4s", 2, 1, 2, 2, b"N\0\0\0") + struct.pack(f"{order}HHII", 2, 5, 3, gps_at + 30)
    gps += struct.pack(f"{order}I", 0) + struct.pack(f"{order}6I", 48, 1, 12, 1, 345, 10)
    entries = [
        struct.pack(f"{order}HHII", 0x010F, 2, len(make), data_at),
        struct.pack(f"{order}HHIHH", 0x0112, 3, 1, orientation, 0),
        *([struct.pack(f"{order}HHII", 0x8825, 4, 1, gps_at)] if has_place else []),
        struct.pack(f"{order}HHII", 0xA431, 2, len(serial), data_at + len(make)),
    ]
    second_at = gps_at + len(gps)
    second = struct.pack(f"{order}H", 2)
    second += struct.pack(f"{order}HHII", 0x0201, 4, 1, second_at + 30)
    second += struct.pack(f"{order}HHII", 0x0202, 4, 1, len(small)) + struct.pack(f"{order}I", 0)
    head = (b"II*\0" if order == "<" else b"MM\0*") + struct.pack(f"{order}IH", 8, count)
    rest = second + small if small else b""
    return head + b"".join(entries) + struct.pack(f"{order}I", second_at if small else 0) + make + serial + gps + rest


def profile() -> bytes:
    """Return a colour profile."""
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def encoded(image: Image.Image, kind: str, **options: object) -> bytes:
    """Return an encoded image."""
    file = io.BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


def segment(marker: int, body: bytes) -> bytes:
    """Return a segment of a JPEG."""
    return bytes([0xFF, marker]) + struct.pack(">H", len(body) + 2) + body


def jpeg(
    *, image: Image.Image | None = None, tiff: bytes | None = None, trailer: bytes = b"", **options: object
) -> bytes:
    """Return a JPEG with everything a phone writes."""
    options = {"quality": 85, "icc_profile": profile(), **options}
    plain = encoded(image or picture(), "JPEG", **options)
    extra = segment(0xE1, b"Exif\0\0" + (exif() if tiff is None else tiff))
    extra += segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + XMP)
    extra += segment(0xED, b"Photoshop 3.0\0" + b"8BIM\4\4\0\0\0\0\0\x12" + SERIAL)
    extra += segment(0xE2, b"FPXR\0" + SERIAL) + segment(0xFE, b"taken with " + DEVICE)
    return plain[:2] + extra + plain[2:] + trailer


def chunk(name: bytes, body: bytes) -> bytes:
    """Return a chunk of a PNG."""
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def png(*, image: Image.Image | None = None, tiff: bytes | None = None, trailer: bytes = b"") -> bytes:
    """Return a PNG with everything that a phone, a Mac and ImageMagick write."""
    plain = encoded(image or picture(), "PNG", icc_profile=profile(), dpi=(144, 144))
    raw = b"exif\0\0" + zlib.compress(b"\nexif\n%8d\n" % len(exif()) + exif().hex().encode())
    extra = chunk(b"eXIf", exif() if tiff is None else tiff)
    extra += chunk(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + XMP)
    extra += chunk(b"zTXt", b"Raw profile type " + raw)
    extra += chunk(b"tEXt", b"Source\0" + DEVICE) + chunk(b"tEXt", b"Software\0gnome-screenshot")
    return plain[:33] + extra + plain[33:] + trailer


def webp(*, image: Image.Image | None = None, tiff: bytes | None = None, **options: object) -> bytes:
    """Return a WebP as a phone writes it."""
    data = exif() if tiff is None else tiff
    return encoded(image or picture(), "WEBP", exif=data, xmp=XMP, icc_profile=profile(), **options)


def heic(*, image: Image.Image | None = None, tiff: bytes | None = None, kind: str = "HEIF") -> bytes:
    """Return a HEIC (or `AVIF`) as a phone writes it."""
    data = b"Exif\0\0" + (exif() if tiff is None else tiff)
    if kind == "AVIF":
        return encoded(image or picture(), "AVIF", exif=data, xmp=XMP, quality=80)
    file = io.BytesIO()
    made = pillow_heif.from_pillow(image or picture())
    made.save(file, quality=80, exif=data, xmp=XMP)
    return file.getvalue()


def pixels(data: bytes) -> tuple[object, ...]:
    """Decode: size, mode, every pixel, colour profile, which way up."""
    with Image.open(io.BytesIO(data)) as image:
        image.load()
        return image.size, image.mode, image.tobytes(), image.info.get("icc_profile"), image.getexif().get(0x0112, 1)


Maker = Callable[..., bytes]

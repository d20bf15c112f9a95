"""How allauth keeps second factors here."""

from typing import TYPE_CHECKING

from allauth.mfa.adapter import DefaultMFAAdapter
from django.utils.translation import gettext
from qrcode import QRCode
from qrcode.image.svg import SvgPathFillImage

from accounts.second_factors import vault

if TYPE_CHECKING:
    from accounts.models import User


class SecondFactorAdapter(DefaultMFAAdapter):
    def encrypt(self, text: str) -> str:
        return vault.seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        return vault.open_sealed(encrypted_text)

    def build_totp_svg(self, url: str) -> str:
        """Dark on white whatever the page's theme, since a reversed code cannot be scanned."""
        code = QRCode(image_factory=SvgPathFillImage)
        code.add_data(url)
        return str(code.make_image().to_string(encoding="unicode"))

    def generate_authenticator_name(self, user: "User", type: str) -> str:  # noqa: A002
        return gettext("Passkey")

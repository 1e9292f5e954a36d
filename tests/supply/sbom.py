"""The bill of materials of a release: ``python -m tests.supply.sbom FILE`` names every pinned package in CycloneDX.

Packages come from the lock files, licences from ``licences.csv``; two bills of one commit are the same.
"""

import base64
import os
import sys
import tomllib
import uuid
from datetime import UTC, datetime
from pathlib import Path

from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.model import HashAlgorithm, HashType, Property
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.output.json import JsonV1Dot6
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from packageurl import PackageURL

from tests.stated_version import stated_version
from tests.supply.licences import read_record
from tests.supply.locked import NPM, Package, lock_files, read_lock

ROOT = Path(__file__).resolve().parents[2]
#: A file of Python's registry has a hash each, and there are many of a version: they are properties.
HASH_OF_FILE = "rnnformula:sha256"
LOCK = "rnnformula:lock"


def make_bom(root: Path) -> Bom:
    """The bill of all packages that the lock files pin.

    Raises:
        KeyError: the licence of a package is not recorded.
    """
    record, factory = read_record(), LicenseFactory()
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    version = stated_version(root)
    bom = Bom()
    bom.metadata.timestamp = datetime.fromtimestamp(int(os.environ.get("SOURCE_DATE_EPOCH", 0)), UTC)
    bom.metadata.component = Component(
        name=project["name"],
        version=version,
        type=ComponentType.LIBRARY,
        bom_ref=project["name"],
        licenses=[factory.make_from_string(project["license"])],
    )
    components: dict[tuple[str, str, str], Component] = {}
    for file in lock_files(root):
        for package in read_lock(file):
            if package.key not in components:
                licence = factory.make_from_string(record[package.key])
                components[package.key] = _component(package, licence)
            components[package.key].properties.add(Property(name=LOCK, value=file.relative_to(root).as_posix()))
    for component in components.values():
        bom.components.add(component)
    bom.register_dependency(bom.metadata.component, components.values())
    bom.serial_number = uuid.uuid5(uuid.NAMESPACE_OID, "\n".join(sorted(map(str, components))) + version)
    return bom


def _component(package: Package, licence) -> Component:
    group, _, name = package.name.rpartition("/")
    address = PackageURL(package.registry, group or None, name, package.version)
    component = Component(
        name=name, group=group or None, version=package.version, purl=address, bom_ref=str(address), licenses=[licence]
    )
    for value in package.hashes:
        if package.registry == NPM:
            component.hashes.add(_of_npm(value))
        else:
            component.properties.add(Property(name=HASH_OF_FILE, value=value))
    return component


def _of_npm(integrity: str) -> HashType:
    """The hash that npm writes as ``sha512-`` and base64."""
    algorithm, _, content = integrity.partition("-")
    known = {"sha512": HashAlgorithm.SHA_512, "sha1": HashAlgorithm.SHA_1}
    return HashType(alg=known[algorithm], content=base64.b64decode(content).hex())


def main() -> int:
    """Write the bill, if it is valid."""
    text = JsonV1Dot6(make_bom(ROOT)).output_as_string(indent=2)
    if error := JsonStrictValidator(SchemaVersion.V1_6).validate_str(text):
        print(f"not a valid CycloneDX file: {error}", file=sys.stderr)
        return 1
    Path(sys.argv[1]).write_text(f"{text}\n", encoding="utf-8")
    print(f"wrote {sys.argv[1]}")
    return 0


if __name__ == "__main__":
    sys.exit(main())

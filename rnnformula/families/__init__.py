"""The register of layer families, in teaching order. A new family is one import and one name here."""

from rnnformula.families.dense import DENSE
from rnnformula.families.simple_rnn import SIMPLE_RNN

FAMILIES = {family.name: family for family in (SIMPLE_RNN, DENSE)}

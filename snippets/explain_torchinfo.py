import json
from pathlib import Path

file = Path(__file__).parent / "data" / "torchinfo.json"
recorded = json.loads(file.read_text(encoding="utf-8"))
print("\n".join(recorded["summary"]))  # quoted: as it printed in PyTorch

"""The labels of tables and derivations in English."""

WORDS = {
    "array": "Array",
    "closed_form": "factored",
    "count": "Parameters",
    "formula": "Formula",
    "keras_number": "Keras number",
    "keras_shape": "Keras shape",
    "number": "Number",
    "preview": "Preview: the outputs on this page are the recorded ones. Nothing was run.",
    "problems": "Something is wrong with this build",
    "ran_with": "Ran with ",
    "shape": "Shape",
    "step": "Step",
    "sum": "added up",
    "total": "Total",
    "unrecorded": "Not recorded yet: run make record.",
}

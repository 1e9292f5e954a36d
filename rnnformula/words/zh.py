"""The labels of tables and derivations in Chinese."""

WORDS = {
    "array": "数组",
    "closed_form": "提取公因子",
    "count": "参数量",
    "formula": "公式",
    "keras_number": "Keras 参数量",
    "keras_shape": "Keras 形状",
    "number": "参数量",
    "preview": "预览：本页的输出取自记录，没有运行任何代码。",
    "problems": "这次构建有问题",
    "ran_with": "运行环境：",
    "shape": "形状",
    "step": "步骤",
    "sum": "相加",
    "total": "合计",
    "unrecorded": "尚未记录：请运行 make record。",
}

"""Tables as printers of Keras 2 lay them out, for tests that need any table at all."""

RULE = "_" * 65


def table(*rows, total=None, trainable=None, non_trainable=0, optimizer=None, name="sequential"):
    """The text of a summary; a row is a name with its class, a shape, a number."""
    lines = [f'Model: "{name}"', RULE, f"{'Layer (type)':28} {'Output Shape':25} Param #", "=" * 65]
    for layer, shape, number in rows:
        lines += [f"{layer:28} {shape!s:25} {number}", RULE]
    total = sum(number for *_, number in rows if isinstance(number, int)) if total is None else total
    trainable = total - non_trainable if trainable is None else trainable
    lines += [
        f"Total params: {total:,}",
        f"Trainable params: {trainable:,}",
        f"Non-trainable params: {non_trainable:,}",
    ]
    lines += [f"Optimizer params: {optimizer:,}"] if optimizer is not None else []
    return "\n".join(lines)

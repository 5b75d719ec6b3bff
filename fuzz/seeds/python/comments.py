# dag-publish: ignore[all]
x = 1  # noqa # dag-publish: ignore[dag-id-missing, x]
'''
# no
'''

import copy

from plat.data.dataset import DateDataset
from plat.env import PlatEnvFactory

environment = PlatEnvFactory.from_system()
write_path = f"counts/{environment.read}/received/v={5}/"
budget_dataset = DateDataset(bucket="p", prefix="budget", name="budget")
other = copy.copy(budget_dataset)

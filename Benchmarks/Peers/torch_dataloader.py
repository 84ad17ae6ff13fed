# /// script
# dependencies = ["torch==2.13.0", "numpy", "pillow==10.4.0", "opencv-python-headless", "onnxruntime"]
# ///
"""torch's DataLoader: worker processes, tensors through shared memory. It has no chain and no writer."""

import torch
import work
from torch.utils.data import DataLoader, Dataset

given = work.arguments(["pillow", "draft", "opencv"])
torch.set_num_threads(1)


class Photos(Dataset):
    def __init__(self):
        self.paths = work.paths(given)

    def __len__(self):
        return given.items

    def __getitem__(self, index):
        return torch.from_numpy(work.LOADERS[given.variant](self.paths[index]))


class Numbers(Dataset):
    def __len__(self):
        return given.items

    def __getitem__(self, index):
        return index


if __name__ == "__main__":
    with work.Meter("torch DataLoader", given) as meter:
        detect = work.detector(given) if given.work == "W6" else None
        writer = work.Writer(given) if given.work == "W3" else None
        data = Numbers() if given.work == "W2" else Photos()
        for batch in DataLoader(data, batch_size=given.batch, num_workers=given.workers):
            meter.consumed(len(batch), batch.flatten()[0])
            if detect:
                detect(batch.numpy())
            if writer:
                writer.write(batch.numpy())
        if writer:
            writer.finish()

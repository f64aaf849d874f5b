import pytest


@pytest.fixture(scope="session")
def client():
    """A client of Dask with two worker processes on this machine, started once for all tests."""
    distributed = pytest.importorskip("distributed", reason="needs Dask: pip install -e .[dask]")
    settings = {"threads_per_worker": 1, "dashboard_address": None, "host": "127.0.0.1"}
    with distributed.LocalCluster(2, **settings) as cluster, distributed.Client(cluster) as client:
        yield client

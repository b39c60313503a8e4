"""One configuration of JupyterHub for the demo, the tests and deploy/compose.yaml; what differs is in the environment (README.md)."""

import json
import os
import signal
import sys
import threading
from pathlib import Path

from tornado.web import HTTPError

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))
from spawners import RehearsalSpawner, SizedSpawner  # noqa: E402


def needed(name):
    return os.environ.get(name) or sys.exit(f"{name} is not set; deploy/jupyterhub/README.md lists what the hub needs.")


def is_on(name):
    return os.environ.get(name) == "1"


c = get_config()  # noqa: F821
data = Path(needed("HUB_DATA")).resolve()
run = data / "run"
run.mkdir(parents=True, exist_ok=True)

c.JupyterHub.public_url = needed("HUB_PUBLIC_URL")
c.JupyterHub.bind_url = os.environ.get("HUB_BIND_URL", "http://127.0.0.1:8000")
c.JupyterHub.hub_bind_url = os.environ.get("HUB_API_BIND_URL", "http://127.0.0.1:8081")
c.ConfigurableHTTPProxy.api_url = os.environ.get("HUB_PROXY_API_URL", "http://127.0.0.1:8001")
c.ConfigurableHTTPProxy.command = json.loads(os.environ.get("HUB_PROXY_COMMAND", '["configurable-http-proxy"]'))
c.ConfigurableHTTPProxy.pid_file = str(run / "proxy.pid")
c.JupyterHub.pid_file = str(run / "hub.pid")
c.JupyterHub.db_url = f"sqlite:///{data / 'hub.sqlite'}"
c.JupyterHub.upgrade_db = True
c.JupyterHub.cookie_secret_file = str(data / "cookie_secret")


# Who may enter: people of the portal's identity provider, by verified e-mail, for whom the portal has made a hub user.
def verified_email(claims):
    if claims.get("email_verified") is not True or not claims.get("email"):
        raise HTTPError(403, "Your e-mail address is not verified yet. Confirm it, then sign in again.")
    return claims["email"].lower()


issuer = needed("OIDC_ISSUER").rstrip("/")
c.JupyterHub.authenticator_class = "generic-oauth"
c.GenericOAuthenticator.login_service = "Atrium"
c.GenericOAuthenticator.client_id = needed("OIDC_CLIENT_ID")
c.GenericOAuthenticator.client_secret = needed("OIDC_CLIENT_SECRET")
c.GenericOAuthenticator.authorize_url = f"{issuer}/authorize"
c.GenericOAuthenticator.token_url = f"{issuer}/oauth/token"
c.GenericOAuthenticator.userdata_url = f"{issuer}/userinfo"
c.GenericOAuthenticator.oauth_callback_url = c.JupyterHub.public_url.rstrip("/") + "/hub/oauth_callback"
c.GenericOAuthenticator.scope = ["openid", "email", "profile"]
c.GenericOAuthenticator.username_claim = verified_email
c.GenericOAuthenticator.auto_login = True
c.Authenticator.allow_all = False
c.Authenticator.allow_existing_users = True
# With it, the portal could not start a server for someone who has never been at the hub.
c.Authenticator.enable_auth_state = False

# What may be done: the portal starts and stops. Members use and stop what is theirs, but a start goes through the portal, which asks for credit.
c.JupyterHub.services = [{"name": "portal", "api_token": needed("PORTAL_HUB_TOKEN")}]
c.JupyterHub.load_roles = [
    {
        "name": "portal",
        "services": ["portal"],
        "scopes": ["admin:users", "servers", "access:servers", "read:hub", "read:metrics"],
    },
    {
        "name": "user",
        "scopes": [
            "read:users!user",
            "users:activity!user",
            "read:servers!user",
            "delete:servers!user",
            "access:servers!user",
        ],
    },
]
named_servers = os.environ.get("HUB_NAMED_SERVERS", "")
c.JupyterHub.allow_named_servers = named_servers != "0"
c.JupyterHub.named_server_limit_per_user = int(named_servers or 0)
c.JupyterHub.template_paths = [str(HERE / "templates")]
c.JupyterHub.template_vars = {"portal_url": os.environ.get("HUB_PORTAL_URL", "")}

# How it behaves: the API answers at once, one failed start does no harm to others, and a restart of the hub stops nobody's server.
c.JupyterHub.tornado_settings = {"slow_spawn_timeout": 0, "slow_stop_timeout": 0}
c.JupyterHub.cleanup_servers = is_on("HUB_CLEANUP_SERVERS")
c.JupyterHub.last_activity_interval = 60
c.Spawner.consecutive_failure_limit = 0
c.Spawner.start_timeout = 120
c.Spawner.http_timeout = 120

# What runs: JupyterLab in a process of this machine, one home folder each.
c.JupyterHub.spawner_class = RehearsalSpawner if is_on("HUB_TEST_SPAWNER") else SizedSpawner
c.SizedSpawner.sizes = json.loads(needed("HUB_PROFILES"))
c.SizedSpawner.run_directory = str(run)
c.SimpleLocalProcessSpawner.home_dir_template = str(data / "homes" / "{username}")
c.Spawner.cmd = [str(Path(sys.executable).parent / "jupyterhub-singleuser")]
c.Spawner.args = ["--allow-root"] if os.geteuid() == 0 else []
c.Spawner.default_url = "/lab"
c.Spawner.disable_user_config = True
# Holds labconfig/page_config.json: no announcements, no check for updates.
c.Spawner.environment = {"JUPYTER_CONFIG_PATH": str(HERE / "jupyter")}


def stop_when_our_parent_is_gone():
    # Not sys.stdin: a thread that waits in there makes Python abort when it ends.
    while os.read(0, 1024):
        pass
    os.kill(os.getpid(), signal.SIGTERM)


if is_on("HUB_STOPS_WITH_ITS_PARENT"):
    threading.Thread(target=stop_when_our_parent_is_gone, daemon=True).start()

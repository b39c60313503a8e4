import httpx

client = httpx.Client(base_url="http://localhost:8000", follow_redirects=True)

# Create environment
response = client.post("/environments", json={
    "image": "borisbolliet/cmbagent-ui:latest"
})
print(response.json())

# Get user info
response = client.get("/users/me")
print(response.json())

# Upload file
with open("data.csv", "rb") as f:
    response = client.post("/user-files/upload", files={"file": f})
print(response.json())

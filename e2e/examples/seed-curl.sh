# Create environment
curl -X POST http://localhost:8000/environments \
  -H "Content-Type: application/json" \
  -b cookies.txt \
  -d '{"image":"borisbolliet/cmbagent-ui:latest"}'

# Get user info
curl -X GET http://localhost:8000/users/me \
  -b cookies.txt

# Upload file
curl -X POST http://localhost:8000/user-files/upload \
  -F "file=@myfile.csv" \
  -b cookies.txt

prefix  = "example-artifacts"
regions = ["us-east-1", "us-west-2", "eu-west-3"]
replicators = {
  us-east-1 = ["arn:aws:iam::123456789012:role/sync"]
  us-west-2 = ["arn:aws:iam::123456789012:role/sync"]
  eu-west-3 = ["arn:aws:iam::123456789012:role/sync"]
}

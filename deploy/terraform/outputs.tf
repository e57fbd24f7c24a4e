output "mirrors" {
  description = "Per region: what a policy has for `url`, what mirrors.yaml has for `to`, and the role that fills it."
  value = {
    for region, bucket in aws_s3_bucket.mirror : region => {
      url       = "https://${bucket.bucket}.s3.dualstack.${region}.amazonaws.com/containers/images/{digest}"
      inventory = "https://${bucket.bucket}.s3.dualstack.${region}.amazonaws.com/containers/inventory"
      sync      = "s3://${bucket.bucket}?region=${region}"
      role      = aws_iam_role.replicator[region].arn
    }
  }
}

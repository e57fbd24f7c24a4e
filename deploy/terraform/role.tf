# Who fills a region's bucket: a role each, so that credentials of one region write there and nowhere else. None may delete.

data "aws_iam_policy_document" "trust" {
  for_each = var.regions
  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "AWS"
      identifiers = var.replicators[each.value]
    }
  }
}

data "aws_iam_policy_document" "replicator" {
  for_each = aws_s3_bucket.mirror
  statement {
    sid       = "Bucket"
    actions   = ["s3:ListBucket", "s3:ListBucketMultipartUploads"]
    resources = [each.value.arn]
  }
  statement {
    sid       = "Blobs"
    actions   = ["s3:PutObject", "s3:AbortMultipartUpload", "s3:GetObject"]
    resources = ["${each.value.arn}/containers/*"]
  }
}

resource "aws_iam_role" "replicator" {
  for_each             = var.regions
  name                 = "${var.prefix}-${each.value}-replicator"
  assume_role_policy   = data.aws_iam_policy_document.trust[each.value].json
  max_session_duration = 43200 # a first fill takes hours
}

resource "aws_iam_role_policy" "replicator" {
  for_each = aws_iam_role.replicator
  name     = "replicate"
  role     = each.value.id
  policy   = data.aws_iam_policy_document.replicator[each.key].json
}

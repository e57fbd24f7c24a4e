# A public bucket a region, as docs/mirroring.md says: anybody reads blobs and the inventory, nobody lists.

resource "aws_s3_bucket" "mirror" {
  for_each = var.regions
  region   = each.value
  bucket   = "${var.prefix}-${each.value}"

  # As long as a policy names the bucket, it has to be ours.
  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_s3_bucket_ownership_controls" "mirror" {
  for_each = aws_s3_bucket.mirror
  region   = each.value.region
  bucket   = each.value.id
  rule {
    object_ownership = "BucketOwnerEnforced"
  }
}

resource "aws_s3_bucket_public_access_block" "mirror" {
  for_each = aws_s3_bucket.mirror
  region   = each.value.region
  bucket   = each.value.id

  # Public by the policy below, and by no list of an object.
  block_public_acls       = true
  ignore_public_acls      = true
  block_public_policy     = false
  restrict_public_buckets = false
}

data "aws_iam_policy_document" "public" {
  for_each = aws_s3_bucket.mirror
  statement {
    sid       = "Public"
    actions   = ["s3:GetObject"]
    resources = ["${each.value.arn}/containers/images/*", "${each.value.arn}/containers/inventory"]
    principals {
      type        = "*"
      identifiers = ["*"]
    }
  }
}

resource "aws_s3_bucket_policy" "mirror" {
  for_each = aws_s3_bucket.mirror
  region   = each.value.region
  bucket   = each.value.id
  policy   = data.aws_iam_policy_document.public[each.key].json

  depends_on = [aws_s3_bucket_public_access_block.mirror]
}

# Whoever fills a bucket may put another object in the place of one, and not take the one before away.
resource "aws_s3_bucket_versioning" "mirror" {
  for_each = aws_s3_bucket.mirror
  region   = each.value.region
  bucket   = each.value.id
  versioning_configuration {
    status = "Enabled"
  }
}

# What a killed run left of an upload goes after a day, and what was replaced after a month; nothing else ever expires.
resource "aws_s3_bucket_lifecycle_configuration" "mirror" {
  for_each = aws_s3_bucket.mirror
  region   = each.value.region
  bucket   = each.value.id
  rule {
    id     = "uploads"
    status = "Enabled"
    filter {}
    abort_incomplete_multipart_upload {
      days_after_initiation = 1
    }
  }
  rule {
    id     = "replaced"
    status = "Enabled"
    filter {}
    noncurrent_version_expiration {
      noncurrent_days = 30
    }
  }

  depends_on = [aws_s3_bucket_versioning.mirror]
}

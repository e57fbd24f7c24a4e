terraform {
  required_version = ">= 1.5"
  required_providers {
    # 6.0 is the first whose resources each name their region: one provider for all of them.
    aws = {
      source  = "hashicorp/aws"
      version = "~> 6.0"
    }
  }
}

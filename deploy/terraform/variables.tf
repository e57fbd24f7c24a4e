variable "prefix" {
  description = "What the buckets' names begin with: the bucket of a region is PREFIX-REGION. Take one that nobody can guess to be free later."
  type        = string
  validation {
    condition     = can(regex("^[a-z0-9][a-z0-9-]{2,37}$", var.prefix))
    error_message = "3 to 38 of a-z, 0-9 and '-', not '-' first: the longest region's name and '-replicator' still fit behind it (64, a role's name)."
  }
}

variable "regions" {
  description = "A mirror each."
  type        = set(string)
}

variable "replicators" {
  description = "Who runs `fairlead sync`, by region: the principals that may take on the role which fills that region's bucket."
  type        = map(list(string))
  validation {
    condition     = alltrue([for principals in values(var.replicators) : length(principals) > 0 && !contains(principals, "*")])
    error_message = "Name each principal by its ARN: '*' would let anybody write what the world pulls."
  }
}

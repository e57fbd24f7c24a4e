// Objects of Kubernetes against the schemas of its own OpenAPI description, which npm's kubernetes-models has compiled.

const operators = {
  "monitoring.coreos.com": "@kubernetes-models/prometheus-operator/_schemas/ComGithubPrometheusOperatorPrometheusOperatorPkgApisMonitoring",
  "serving.knative.dev": "@kubernetes-models/knative/_schemas/DevKnativeServingPkgApisServing",
};

// Problems of an object, each with its place. A field that no schema knows is one: an API server drops it silently.
export async function problems(object) {
  const { validate } = await import(moduleOf(object.apiVersion, object.kind));
  const unread = new Map();
  const isValid = validate(watched(object, "", unread));
  const wrong = isValid ? [] : validate.errors.map((error) => `${error.instancePath || "/"}: ${error.keyword} ${JSON.stringify(error.params)}`);
  return [...wrong, ...[...unread.values()].flatMap((fields) => [...fields]).map((field) => `${field}: no field that the schema has`)];
}

// The file itself: not every package exports its schemas.
function moduleOf(apiVersion, kind) {
  const [group, version] = apiVersion.includes("/") ? apiVersion.split("/") : ["core", apiVersion];
  const start = operators[group] ?? "kubernetes-models/_schemas/IoK8sApi" + upper(group.split(".")[0]);
  return new URL(`node_modules/${start}${upper(version)}${kind}.js`, import.meta.url);
}

const upper = (word) => word[0].toUpperCase() + word.slice(1);

// The compiled schemas accept fields that they don't know, and never look at them: so what they look at is noted.
function watched(value, path, unread) {
  if (value === null || typeof value !== "object") return value;
  const fields = new Set(Object.keys(value).map((key) => `${path}/${key}`));
  if (!unread.has(path)) unread.set(path, fields);
  const children = new Map();
  return new Proxy(value, {
    get(target, key) {
      if (typeof key === "symbol" || !Object.hasOwn(target, key)) return target[key];
      unread.get(path).delete(`${path}/${key}`);
      if (!children.has(key)) children.set(key, watched(target[key], `${path}/${key}`, unread));
      return children.get(key);
    },
  });
}

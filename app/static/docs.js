// Shows openapi.json as a page with a form for each call. Loads nothing from any other host.
"use strict";

const byId = (id) => document.getElementById(id);
const METHODS = ["get", "post", "put", "delete", "patch"];

function makeField(parameter) {
  const label = document.createElement("label");
  const schema = parameter.schema || {};
  const input = document.createElement("input");
  input.name = parameter.name;
  input.required = Boolean(parameter.required);
  input.dataset.where = parameter.in;
  input.placeholder = schema.default !== undefined && schema.default !== null ? String(schema.default) : "";
  const hint = document.createElement("small");
  hint.textContent = parameter.description || schema.description || "";
  label.append(parameter.required ? `${parameter.name} *` : parameter.name, input, hint);
  return label;
}

function makeAddress(path, form) {
  let address = path;
  const query = new URLSearchParams();
  for (const input of form.querySelectorAll("input[data-where]")) {
    if (!input.value) continue;
    if (input.dataset.where === "path") address = address.replace(`{${input.name}}`, encodeURIComponent(input.value));
    else query.append(input.name, input.value);
  }
  return address + (query.size ? `?${query}` : "");
}

function makeCurl(method, address, body, media) {
  const quoted = `'${new URL(address, location.href)}'`;
  if (method === "get") return `curl ${quoted}`;
  if (!body) return `curl -X ${method.toUpperCase()} ${quoted}`;
  return `curl -X ${method.toUpperCase()} -H 'Content-Type: ${media}' --data-binary @report.txt ${quoted}`;
}

async function send(event, method, path, parts) {
  event.preventDefault();
  const address = makeAddress(path, parts.form).replace(/^\//, "");
  const withBody = !parts.body.hidden;
  const media = withBody ? parts.media.value : "";
  parts.curl.textContent = makeCurl(method, address, withBody, media);
  parts.answer.hidden = false;
  parts.answer.textContent = "…";
  try {
    const options = { method: method.toUpperCase(), headers: withBody ? { "Content-Type": media } : {} };
    if (withBody) options.body = parts.text.value;
    const response = await fetch(address, options);
    const text = await response.text();
    let shown = text;
    if ((response.headers.get("Content-Type") || "").includes("json")) {
      try { shown = JSON.stringify(JSON.parse(text), null, 2); } catch { shown = text; }
    }
    parts.answer.textContent = `${response.status} ${response.statusText}\n\n${shown}`;
  } catch (error) {
    parts.answer.textContent = String(error);
  }
}

function makeOperation(path, method, operation) {
  const shown = byId("operation").content.cloneNode(true).firstElementChild;
  const find = (selector) => shown.querySelector(selector);
  find(".method").textContent = method.toUpperCase();
  find(".path").textContent = path;
  find(".summary").textContent = operation.summary || "";
  find(".description").textContent = operation.description || "";
  for (const parameter of operation.parameters || []) find(".fields").append(makeField(parameter));
  const parts = { form: find("form"), body: find(".body"), media: find(".media"), text: find("textarea"), curl: find(".curl code"), answer: find(".answer") };
  const content = operation.requestBody ? operation.requestBody.content : {};
  for (const [media, described] of Object.entries(content)) {
    parts.body.hidden = false;
    parts.media.append(new Option(media, media));
    if (!parts.text.value && described.example) parts.text.value = typeof described.example === "string" ? described.example : JSON.stringify(described.example);
  }
  for (const [status, answer] of Object.entries(operation.responses || {})) {
    const item = document.createElement("li");
    item.textContent = `${status} ${answer.description || ""}`;
    find(".answers").append(item);
  }
  parts.form.addEventListener("submit", (event) => send(event, method, path, parts));
  shown.dataset.words = `${method} ${path} ${operation.summary || ""} ${operation.description || ""}`.toLowerCase();
  return shown;
}

function show(api) {
  document.title = `${api.info.title} API`;
  byId("version").textContent = api.info.version;
  byId("description").textContent = api.info.description || "";
  const groups = new Map();
  for (const [path, methods] of Object.entries(api.paths)) {
    for (const method of METHODS.filter((name) => name in methods)) {
      const tag = (methods[method].tags || ["-"])[0];
      if (!groups.has(tag)) groups.set(tag, []);
      groups.get(tag).push(makeOperation(path, method, methods[method]));
    }
  }
  byId("operations").replaceChildren(...[...groups].flatMap(([tag, operations]) => {
    const title = document.createElement("h2");
    title.textContent = tag;
    return [title, ...operations];
  }));
}

byId("find").addEventListener("input", (event) => {
  const words = event.target.value.toLowerCase().split(/\s+/).filter(Boolean);
  for (const shown of document.querySelectorAll(".operation")) shown.hidden = !words.every((word) => shown.dataset.words.includes(word));
});

fetch("openapi.json").then((response) => response.json()).then(show).catch((error) => { byId("operations").textContent = String(error); });

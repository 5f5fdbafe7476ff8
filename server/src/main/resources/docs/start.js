// The example of an idempotency key stands for one request: filled in, it would have the next one refused
const withoutIdempotencyKey = {
  statePlugins: { spec: { wrapActions: { updateJsonSpec: update => document => {
    Object.values(document.paths).flatMap(Object.values).flatMap(operation => operation.parameters ?? [])
      .filter(parameter => parameter.name === 'Idempotency-Key')
      .forEach(parameter => delete parameter.example);
    return update(document);
  } } } }
};

// Swagger UI shows one form for both kinds of form, but forgets what is in it from one kind to the other, and then sends nothing
const keptBetweenForms = {
  statePlugins: { oas3: { wrapActions: { setRequestBodyValue: (set, { oas3Selectors }) => body => {
    const filledIn = oas3Selectors.requestBodyValue(...body.pathMethod);
    const isForm = oas3Selectors.requestContentType(...body.pathMethod) !== 'application/json';
    return body.value === undefined && typeof filledIn === 'object' && isForm ? undefined : set(body);
  } } } }
};

// The key is entered with "Authorize", and forgotten with the page.
SwaggerUIBundle({
  url: '../openapi.yaml', dom_id: '#api', persistAuthorization: false, deepLinking: true, plugins: [withoutIdempotencyKey, keptBetweenForms]
});

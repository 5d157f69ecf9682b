// anywidget gives up a model that is not ready two seconds after it was made, and from then on
// nothing that Python sends reaches it. A busy page needs longer: a model that was given up hears
// without anywidget, and asks for what it has missed.
async function hear(model) {
  const self = await model.widget_manager.get_model(model.get("me"));
  const nothing = { content: { data: { method: "none" } } };
  try {
    await self._handle_comm_msg(nothing);
  } catch {
    const { _handle_comm_msg: heard } = Object.getPrototypeOf(self.constructor.prototype);
    self.comm.on_msg((message) => heard.call(self, message));
    self.comm.send({ method: "request_state" });
  }
}


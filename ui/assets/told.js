// gradio runs this once as the notice loads.
element.setAttribute("role", "status");

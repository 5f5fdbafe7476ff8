package dev.reevaluate.server.web;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.servlet.DispatcherServlet;

/** Spring's dispatcher, to which a TRACE is a method that no path has. */
final class Dispatcher extends DispatcherServlet {

    /** Answers as to any other method; Spring's own lets the servlet repeat the request, with its key, behind the answer. */
    @Override
    protected void doTrace(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        processRequest(request, response);
    }
}

package dev.reevaluate.server.web;

import java.beans.PropertyEditorSupport;
import java.util.regex.Pattern;
import org.springframework.web.bind.WebDataBinder;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.InitBinder;

/** Digits are an integer in a path or a query; Spring's own reading takes hexadecimal and blanks inside for one too. */
@ControllerAdvice
class StrictIntegers {

    private static final Pattern INTEGER = Pattern.compile("-?\\d+");

    @InitBinder
    void integers(WebDataBinder binder) {
        binder.registerCustomEditor(Long.class, new PropertyEditorSupport() {
            @Override
            public void setAsText(String text) {
                if (text.isEmpty()) {
                    setValue(null);
                } else if (INTEGER.matcher(text).matches()) {
                    setValue(Long.valueOf(text));
                } else {
                    throw new NumberFormatException("not an integer");
                }
            }
        });
    }
}
